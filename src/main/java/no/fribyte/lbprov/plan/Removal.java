package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.DeleteVolume;
import no.fribyte.lbprov.step.DestroyVm;
import no.fribyte.lbprov.step.SeedName;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StopVm;
import no.fribyte.lbprov.step.VmRef;

/** Removes a VM of ours, after a look at everything on it that lbprov did not make. */
final class Removal {
    private final OwnVm own;
    private final Place place;
    private final VmRef vm;

    Removal(OwnVm own, Place place) {
        this.own = own;
        this.place = place;
        this.vm = new VmRef(own.vm().node(), own.vm().id(), own.marker().member(), place.pool());
    }

    VmRef vm() {
        return vm;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (own.vm().running()) {
            steps.add(new StopVm(vm));
        }
        steps.add(destroy());
        return steps;
    }

    /** The VM and the seed that may wait for it; stopped before only if it may be running by then. */
    List<Step> steps(boolean mayRun) {
        return mayRun ? stepsAndSeed() : deletion();
    }

    /** The same, with the seed that waits for a VM under construction. */
    List<Step> stepsAndSeed() {
        List<Step> steps = new ArrayList<>(steps());
        steps.addAll(seed());
        return steps;
    }

    /** For a VM that is stopped by then. */
    private List<Step> deletion() {
        List<Step> steps = new ArrayList<>(List.of(destroy()));
        steps.addAll(seed());
        return steps;
    }

    DestroyVm destroy() {
        return new DestroyVm(vm, own.marker());
    }

    private List<Step> seed() {
        if (!own.underConstruction()) {
            return List.of();
        }
        SeedName seed = new SeedName(
                own.marker().pair(), own.marker().member(), own.marker().incarnation());
        return place.nodes().stream()
                .filter(node -> node.name().equals(own.vm().node()))
                .map(node -> new DeleteVolume(node.name(), node.storages().seed() + ":iso/" + seed.fileName(), "seed"))
                .<Step>map(step -> step)
                .toList();
    }

    /** Why it may not be removed; empty when it may. */
    List<Problem> obstacles() {
        return new Obstacles(own.vm(), vm).all();
    }

    /** Why it may not even be stopped or changed. */
    List<Problem> hindrances() {
        return new Obstacles(own.vm(), vm).hindrances();
    }
}
