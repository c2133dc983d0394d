/** picocli: arguments in, one pipeline call, one view call, exit status out. */
@NullMarked
package no.fribyte.lbprov.cli;

import org.jspecify.annotations.NullMarked;
