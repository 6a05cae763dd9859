"""The living picture: network, genogram, risk and protection, and a talk, drawn with the person."""
