# Turns db/queries/<feature>/<name>.sql into constants: sql::<feature>::<name> in <sql/<feature>.hpp>, and db/migrations and
# db/key_migrations into <sql/migrations.hpp>. <name>.sqlite.sql and <name>.postgres.sql are the two texts of one statement.
# Headers are rewritten only when their content changes, so an edited statement recompiles only its feature.
set(sql_out "${CMAKE_BINARY_DIR}/generated/sql")
file(GLOB_RECURSE sql_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/db/*.sql")
set(sql_headers "${sql_out}/migrations.hpp" "${sql_out}/all_statements.hpp")
file(GLOB sql_features LIST_DIRECTORIES true CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/db/queries/*")
foreach(folder IN LISTS sql_features)
  file(GLOB statements "${folder}/*.sql")
  if(statements)
    get_filename_component(feature "${folder}" NAME)
    list(APPEND sql_headers "${sql_out}/${feature}.hpp")
  endif()
endforeach()
add_custom_command(
  OUTPUT "${CMAKE_BINARY_DIR}/generated/sql.stamp"
  BYPRODUCTS ${sql_headers}
  COMMAND ${CMAKE_COMMAND} -DDB=${CMAKE_SOURCE_DIR}/db -DOUT=${sql_out} -P ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
  COMMAND ${CMAKE_COMMAND} -E touch "${CMAKE_BINARY_DIR}/generated/sql.stamp"
  DEPENDS ${sql_files} "${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake"
  COMMENT "Embedding SQL statements and migrations"
  VERBATIM)
add_custom_target(sql_statements_headers DEPENDS "${CMAKE_BINARY_DIR}/generated/sql.stamp")
add_library(sql_statements INTERFACE)
target_include_directories(sql_statements INTERFACE "${CMAKE_BINARY_DIR}/generated")
add_dependencies(sql_statements sql_statements_headers)
