/** The real launcher as a process: killed, interrupted, twice at once, on a terminal, from anywhere. */
@NullMarked
package no.fribyte.lbprov.process;

import org.jspecify.annotations.NullMarked;
