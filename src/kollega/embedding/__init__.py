"""An optional second opinion on the order of hits: nearness of meaning, by a model on this machine.

Off unless `KOLLEGA_EMBEDDING_MODEL` names the folder of a sentence-transformers model. Only then is the
room installed, its table made and PostgreSQL's extension `vector` created. Nothing leaves the machine.
"""
