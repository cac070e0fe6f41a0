// SPDX-License-Identifier: Apache-2.0

// Fuses two images by libdaefuse: a color one (.ppm) and a gray one (.pgm) of one size, to a .ppm.
//
//     cc fuse.c -I PREFIX/include -L PREFIX/lib -ldaefuse -Wl,-rpath,PREFIX/lib -o fuse
//     ./fuse visible.ppm infrared.pgm fused.ppm [MODEL]
#include <daefuse.h>
#include <stdio.h>
#include <stdlib.h>

static void fail(const char *subject, const char *reason) {
  fprintf(stderr, "%s: %s\n", subject, reason);
  exit(1);
}

// An image of that size, without content.
static daefuse_image blank(int width, int height, int channels) {
  daefuse_image image = {NULL, width, height, channels, 0};
  image.pixels = malloc((size_t)width * height * channels);
  if (!image.pixels) fail("fuse", "out of memory");
  return image;
}

// Reads a binary PGM or PPM file without comments, of 8 bits a sample.
static daefuse_image read_image(const char *path) {
  FILE *file = fopen(path, "rb");
  char kind;
  int width, height, white;
  if (!file) fail(path, "cannot be opened");
  if (fscanf(file, "P%c %d %d %d", &kind, &width, &height, &white) != 4 || fgetc(file) == EOF ||
      (kind != '5' && kind != '6') || white != 255 || width < 1 || height < 1 || width > 65535 ||
      height > 65535)
    fail(path, "is no binary PGM or PPM file of 8 bits");
  daefuse_image image = blank(width, height, kind == '6' ? 3 : 1);
  size_t size = (size_t)width * height * image.channels;
  if (fread(image.pixels, 1, size, file) != size) fail(path, "ends too early");
  fclose(file);
  return image;
}

static void write_image(const char *path, daefuse_image image) {
  FILE *file = fopen(path, "wb");
  if (!file) fail(path, "cannot be written");
  fprintf(file, "P%c\n%d %d\n255\n", image.channels == 3 ? '6' : '5', image.width, image.height);
  fwrite(image.pixels, (size_t)image.width * image.channels, image.height, file);
  if (fclose(file) != 0) fail(path, "cannot be written");
}

int main(int count, char **words) {
  if (count < 4) fail("usage", "fuse VISIBLE INFRARED FUSED [MODEL]");
  daefuse_image visible = read_image(words[1]), infrared = read_image(words[2]);
  daefuse_image fused = blank(visible.width, visible.height, visible.channels);

  daefuse_fuser *fuser = daefuse_open(count > 4 ? words[4] : "fast", "cpu", "float32", 1);
  if (!fuser) fail("daefuse_open", daefuse_error());
  if (!daefuse_fuse(fuser, &visible, &infrared, &fused)) fail("daefuse_fuse", daefuse_error());
  daefuse_close(fuser);

  write_image(words[3], fused);
  return 0;
}
