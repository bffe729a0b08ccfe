UPDATE model_calls SET family_id = '' WHERE family_id = $1
