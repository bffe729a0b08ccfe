# Turns db/queries/<feature>/<name>.sql into constants: sql::<feature>::<name> in <sql/<feature>.hpp>.
add_library(sql_statements INTERFACE)
