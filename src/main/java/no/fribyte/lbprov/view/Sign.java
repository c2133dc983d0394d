package no.fribyte.lbprov.view;

import java.util.Set;
import no.fribyte.lbprov.step.DeleteVolume;
import no.fribyte.lbprov.step.DestroyVm;
import no.fribyte.lbprov.step.HandOver;
import no.fribyte.lbprov.step.RemoveSuccessor;
import no.fribyte.lbprov.step.Restore;
import no.fribyte.lbprov.step.Retire;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StopVm;
import no.fribyte.lbprov.step.TakeLease;
import no.fribyte.lbprov.step.WipeSeed;

/** The sign before a line of a plan: what ends or goes must not look like what comes. */
enum Sign {
    /** It makes something, or is part of making it. */
    MAKES("+"),
    /** It changes what serves or has served. */
    CHANGES("~"),
    /** It ends or deletes something. */
    REMOVES("-");

    private static final Set<Class<? extends Step>> CHANGING =
            Set.of(HandOver.class, Retire.class, Restore.class, TakeLease.class);
    private static final Set<Class<? extends Step>> REMOVING =
            Set.of(StopVm.class, DestroyVm.class, DeleteVolume.class, WipeSeed.class, RemoveSuccessor.class);

    private final String text;

    Sign(String text) {
        this.text = text;
    }

    static Sign of(Step step) {
        if (REMOVING.contains(step.getClass())) {
            return REMOVES;
        }
        return CHANGING.contains(step.getClass()) ? CHANGES : MAKES;
    }

    String in(Style style) {
        return switch (this) {
            case MAKES -> style.good(text);
            case CHANGES -> style.careful(text);
            case REMOVES -> style.bad(text);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
