/** The lab's own parts, against processes, sockets and files that a test made; and machines of one sector. */
@NullMarked
package no.fribyte.lbprov.lab;

import org.jspecify.annotations.NullMarked;
