/** HTTP/1.1 over TLS as pveproxy speaks it: reason phrases, short keep-alive, no chunks. */
@NullMarked
package no.fribyte.lbprov.simulator.http;

import org.jspecify.annotations.NullMarked;
