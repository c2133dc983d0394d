/** The only room that formats output: plans, progress, health, problems. */
@NullMarked
package no.fribyte.lbprov.view;

import org.jspecify.annotations.NullMarked;
