# The safety engine as a product of its own: `cmake --install build/release --component BuddySafety --prefix P` puts library,
# headers, C interface and data below P, and find_package(BuddySafety) finds them. docs/safety-library.md is its manual, and
# its examples are the test.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The C interface as a shared library that shows nothing else.
set(safety_abi 1)
add_library(buddy_safety_c SHARED safety/src/c_interface.cpp)
target_compile_definitions(buddy_safety_c PRIVATE BUDDY_VERSION="${PROJECT_VERSION}")
target_link_libraries(buddy_safety_c PRIVATE buddy_safety buddy_flags)
target_link_options(buddy_safety_c PRIVATE "LINKER:--version-script=${CMAKE_SOURCE_DIR}/cmake/safety_symbols.map"
  -Wno-unused-command-line-argument) # -pie, which is for programs
set_target_properties(buddy_safety_c PROPERTIES OUTPUT_NAME buddy_safety VERSION ${PROJECT_VERSION} SOVERSION ${safety_abi}
  LINK_DEPENDS "${CMAKE_SOURCE_DIR}/cmake/safety_symbols.map")

set(safety_headers "${CMAKE_INSTALL_INCLUDEDIR}/buddy-safety")
set(safety_data "${CMAKE_INSTALL_DATADIR}/buddy-safety")
set(safety_cmake "${CMAKE_INSTALL_LIBDIR}/cmake/BuddySafety")
install(TARGETS buddy_safety buddy_text ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}/buddy-safety" COMPONENT BuddySafety)
install(TARGETS buddy_safety_c LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT BuddySafety)
install(DIRECTORY safety/include/ DESTINATION "${safety_headers}" COMPONENT BuddySafety)
install(FILES core/result.hpp DESTINATION "${safety_headers}/core" COMPONENT BuddySafety)
install(FILES data/models/safety.bdm data/models/safety.json data/models/talks.json data/policy/policy.json
  DESTINATION "${safety_data}" COMPONENT BuddySafety)
install(DIRECTORY safety/rules/ DESTINATION "${safety_data}/rules" COMPONENT BuddySafety FILES_MATCHING PATTERN "*.json")
install(FILES LICENSE LICENSES.md DESTINATION "${CMAKE_INSTALL_DOCDIR}-safety" COMPONENT BuddySafety)

configure_package_config_file(cmake/BuddySafetyConfig.cmake.in "${CMAKE_BINARY_DIR}/generated/BuddySafetyConfig.cmake"
  INSTALL_DESTINATION "${safety_cmake}" PATH_VARS safety_headers safety_data CMAKE_INSTALL_LIBDIR)
# Before 1.0 every minor release may break callers.
write_basic_package_version_file("${CMAKE_BINARY_DIR}/generated/BuddySafetyConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/generated/BuddySafetyConfig.cmake" "${CMAKE_BINARY_DIR}/generated/BuddySafetyConfigVersion.cmake"
  DESTINATION "${safety_cmake}" COMPONENT BuddySafety)

if(BUDDY_TESTS)
  # Only the flags that decide whether the halves fit together: sanitizers and coverage.
  set(package_flags "${CMAKE_CXX_FLAGS}")
  set(package_link_flags "-fuse-ld=lld")
  if(BUDDY_SANITIZE)
    string(APPEND package_flags " -fsanitize=${BUDDY_SANITIZE}")
    # The C program loads C++ that is checked: it brings what those checks call.
    string(APPEND package_link_flags " -fsanitize-link-c++-runtime -lstdc++")
  endif()
  add_test(NAME safety_package COMMAND python3 "${CMAKE_SOURCE_DIR}/tests/package/run.py"
    --cmake "${CMAKE_COMMAND}" --build "${CMAKE_BINARY_DIR}" --c "${CMAKE_C_COMPILER}" --cxx "${CMAKE_CXX_COMPILER}"
    "--flags=${package_flags}" "--link-flags=${package_link_flags}")
endif()
