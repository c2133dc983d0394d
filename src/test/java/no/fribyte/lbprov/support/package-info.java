/** What tests of the whole program share: lbprov on a simulator, without a process and without waiting. */
@NullMarked
package no.fribyte.lbprov.support;

import org.jspecify.annotations.NullMarked;
