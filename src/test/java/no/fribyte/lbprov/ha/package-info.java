/** The pair itself: what is rendered is run by the real programs in network namespaces, broken, and timed. */
@NullMarked
package no.fribyte.lbprov.ha;

import org.jspecify.annotations.NullMarked;
