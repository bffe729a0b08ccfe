#!/usr/bin/env python3
"""Writes a copy of a model in which its two readers count otherwise: one_reader.py MODEL.bdm SHARE OUT.bdm

SHARE is how much the encoder says, 0 (the bag alone) to 1 (the encoder alone). For comparisons by rank, as the area under
precision-recall: the calibration stays the mean's, so probabilities are off. text/model_file.hpp says what lies where.
"""
import hashlib
import struct
import sys
from pathlib import Path

PREAMBLE = 64
SHARE_SECTION = 16


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    file = bytearray(Path(sys.argv[1]).read_bytes())
    at, size = struct.unpack_from("<QQ", file, PREAMBLE + 16 * SHARE_SECTION)
    if size != 4:
        sys.exit("this is not a model file of the known form")
    struct.pack_into("<f", file, PREAMBLE + at, float(sys.argv[2]))
    file[24:56] = hashlib.blake2b(file[PREAMBLE:], digest_size=32).digest()
    Path(sys.argv[3]).write_bytes(file)


if __name__ == "__main__":
    main()
