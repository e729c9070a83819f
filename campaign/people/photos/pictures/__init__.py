"""What runs in the limited child: the bytes of a picture in, three clean JPEGs out. Only Pillow and our limits are imported."""
