# Warnings, hardening and sanitizers for every target of ours. Warnings are errors.
add_library(buddy_flags INTERFACE)
target_compile_options(buddy_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Woverloaded-virtual
  -Wnon-virtual-dtor -Wformat=2 -Wcast-align -Wdouble-promotion -Wextra-semi -Werror
  -Wno-missing-field-initializers # designated initialisers leave members at their defaults on purpose
  -Wno-deprecated-declarations    # libstdc++ 12's own stable_sort calls what it deprecates; clang blames the caller
  -fstack-protector-strong
  -pthread) # everywhere, or the shared precompiled header does not fit those whose packages ask for it
target_compile_definitions(buddy_flags INTERFACE
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=3 _GLIBCXX_ASSERTIONS>
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION) # server/platform/async/boost_sources.cpp has the bodies
target_link_options(buddy_flags INTERFACE -fuse-ld=lld -Wl,-z,relro,-z,now)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(buddy_flags INTERFACE -g1)
  target_link_options(buddy_flags INTERFACE -pie)
endif()
if(BUDDY_SANITIZE)
  target_compile_options(buddy_flags INTERFACE -fsanitize=${BUDDY_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(buddy_flags INTERFACE -fsanitize=${BUDDY_SANITIZE})
endif()
# ccache can reuse a precompiled header only when it carries no time stamp.
add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
