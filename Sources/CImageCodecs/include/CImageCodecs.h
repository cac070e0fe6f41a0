// C interface to the image libraries.
