/** What we ask and tell a running member through the guest agent; typed answers; judges health. */
@NullMarked
package no.fribyte.lbprov.guest;

import org.jspecify.annotations.NullMarked;
