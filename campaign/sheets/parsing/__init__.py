"""What runs in the limited child: bytes in, cells out. Only the standard library and the spreadsheet reader are imported."""
