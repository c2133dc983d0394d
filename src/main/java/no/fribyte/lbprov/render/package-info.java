/** Turns a pair and its secrets into a generation of files, cloud-init documents and the seed image. */
@NullMarked
package no.fribyte.lbprov.render;

import org.jspecify.annotations.NullMarked;
