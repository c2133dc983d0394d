/** The pipeline's own parts that whole commands do not show. */
@NullMarked
package no.fribyte.lbprov.app;

import org.jspecify.annotations.NullMarked;
