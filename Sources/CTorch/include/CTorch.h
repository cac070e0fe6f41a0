// C interface to LibTorch.
