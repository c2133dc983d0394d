/** Tests of the render room; the ITs let the real programs judge what it writes. */
@NullMarked
package no.fribyte.lbprov.render;

import org.jspecify.annotations.NullMarked;
