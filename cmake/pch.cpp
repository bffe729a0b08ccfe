// Carries the shared precompiled header (cmake/folders.cmake).
