SELECT bytes FROM export_chunks WHERE export_id = $1 AND number = $2
