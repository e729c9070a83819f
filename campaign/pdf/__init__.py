"""The paper kit: fonts, page frames, the list engine, QR; it knows no feature, no request and no database."""
