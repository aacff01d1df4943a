"""Prints the rows of detectors/mnemonicwords.c: the English words of BIP-39.

    pip install mnemonic==0.21 && python3 tests/oracle/mnemonic_table.py
"""

from mnemonic import Mnemonic

row = "   "
for word in Mnemonic("english").wordlist:
    if len(row) + len(word) + 4 > 100:
        print(row)
        row = "   "
    row += f' "{word}",'
print(row)
