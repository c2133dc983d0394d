/** Says what went wrong, why, what to try next, and with which exit status the command ends. */
@NullMarked
package no.fribyte.lbprov.problem;

import org.jspecify.annotations.NullMarked;
