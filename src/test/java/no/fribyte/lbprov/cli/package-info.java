/** The commands as users run them, on the embedded simulator. */
@NullMarked
package no.fribyte.lbprov.cli;

import org.jspecify.annotations.NullMarked;
