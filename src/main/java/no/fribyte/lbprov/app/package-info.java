/** The pipeline itself and the wiring of all rooms. */
@NullMarked
package no.fribyte.lbprov.app;

import org.jspecify.annotations.NullMarked;
