DELETE FROM export_chunks WHERE export_id = $1
