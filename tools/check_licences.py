#!/usr/bin/env python3
"""Refuses a binary that links a library whose licence has not been read, a GPL or AGPL one above all.

The names are what the loader is asked for (NEEDED); LICENSES.md says the same in words.
"""
import re
import subprocess
import sys

READ = {
    "libc.so.6": "LGPL-2.1+ (system library)", "libm.so.6": "LGPL-2.1+ (system library)", "ld-linux-x86-64.so.2": "LGPL-2.1+",
    "libgcc_s.so.1": "GPL-3 with runtime exception", "libstdc++.so.6": "GPL-3 with runtime exception",
    "libboost_json.so.1.81.0": "BSL-1.0", "libboost_url.so.1.81.0": "BSL-1.0", "libboost_system.so.1.81.0": "BSL-1.0",
    "libboost_container.so.1.81.0": "BSL-1.0",
    "libcurl.so.4": "curl", "libsqlite3.so.0": "public domain", "libpq.so.5": "PostgreSQL", "libsodium.so.23": "ISC",
    "libre2.so.9": "BSD-3-Clause", "libicuuc.so.72": "Unicode", "libicui18n.so.72": "Unicode", "libicudata.so.72": "Unicode",
    "libspdlog.so.1.10": "MIT", "libfmt.so.9": "MIT", "libprometheus-cpp-core.so.1.0": "MIT",
    "libssl.so.3": "Apache-2.0", "libcrypto.so.3": "Apache-2.0", "libz.so.1": "Zlib",
    "libcairo.so.2": "LGPL-2.1 or MPL-1.1 (taken: MPL-1.1)", "libfreetype.so.6": "FTL or GPL-2 (taken: FTL)",
}


def main():
    if len(sys.argv) != 2:
        print("usage: check_licences.py BINARY", file=sys.stderr)
        return 2
    table = subprocess.run(["readelf", "-d", sys.argv[1]], check=True, capture_output=True, text=True).stdout
    needed = re.findall(r"\(NEEDED\).*\[(.+?)\]", table)
    unknown = [name for name in needed if name not in READ]
    for name in unknown:
        print(f"{sys.argv[1]} links {name}: read its licence, then name it here and in LICENSES.md", file=sys.stderr)
    print(f"licences: {len(needed)} libraries, {len(unknown)} unread")
    return 1 if unknown or not needed else 0


if __name__ == "__main__":
    sys.exit(main())
