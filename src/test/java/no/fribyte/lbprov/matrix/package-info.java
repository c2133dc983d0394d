/** Every fault at every call, and a death after every call: the commands must cope, or say in words why not. */
@NullMarked
package no.fribyte.lbprov.matrix;

import org.jspecify.annotations.NullMarked;
