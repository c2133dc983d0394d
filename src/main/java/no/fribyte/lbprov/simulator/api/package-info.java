/** The API calls: what they are called, what they take, who may call them and what they do. */
@NullMarked
package no.fribyte.lbprov.simulator.api;

import org.jspecify.annotations.NullMarked;
