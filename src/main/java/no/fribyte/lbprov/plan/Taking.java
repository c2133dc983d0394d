package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.step.CloneTemplate;
import no.fribyte.lbprov.step.CreateVm;
import no.fribyte.lbprov.step.DownloadImage;
import no.fribyte.lbprov.step.LookForOthers;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.TakeLease;
import no.fribyte.lbprov.step.VmRef;
import no.fribyte.lbprov.step.VmSpec;

/**
 * How a run makes sure that it is the only one, before it changes anything: it marks the VMs of the pair, or, where there is
 * none, puts the first one there. Everybody goes in the order of the members' names, so that of two runs each does not get
 * one half.
 */
final class Taking {
    private static final String QUIET = "nobody notices";

    private final Census census;
    private final Place place;
    private final Lease lease;

    Taking(Census census, Place place, Lease lease) {
        this.census = census;
        this.place = place;
        this.lease = lease;
    }

    /** Puts the lease on every VM of the pair. */
    List<Stage> stages() {
        List<OwnVm> own = new ArrayList<>(census.all());
        own.sort(Comparator.comparing((OwnVm vm) -> vm.marker().member().value())
                .thenComparing(vm -> vm.marker().incarnation()));
        List<Step> steps = new ArrayList<>();
        for (OwnVm vm : own) {
            VmRef ref = new VmRef(vm.vm().node(), vm.vm().id(), vm.marker().member(), place.pool());
            steps.add(new TakeLease(ref, vm.marker(), lease));
        }
        return steps.isEmpty() ? List.of() : List.of(stage("keep other runs off", Lane.of("pair", steps)));
    }

    /** For a pair without a VM whose remains are removed. */
    List<Stage> look() {
        return List.of(stage("keep other runs off", Lane.of("pair", List.of(new LookForOthers(Optional.empty())))));
    }

    /**
     * Takes an empty place: the first member's VM is made before anything else but images, which all share.
     *
     * @param lanes that make the members; what remains of them is given back
     */
    List<Lane> claim(List<Lane> lanes, List<Stage> stages) {
        String first =
                lanes.stream().map(Lane::subject).min(Comparator.naturalOrder()).orElseThrow();
        List<Lane> begin = new ArrayList<>();
        List<Lane> rest = new ArrayList<>();
        for (Lane lane : lanes) {
            int count = 0;
            while (lane.steps().get(count) instanceof DownloadImage) {
                count++;
            }
            List<Step> steps = new ArrayList<>(lane.steps().subList(0, count));
            if (lane.subject().equals(first)) {
                Step making = lane.steps().get(count++);
                VmSpec spec = making instanceof CreateVm create ? create.spec() : ((CloneTemplate) making).spec();
                steps.add(making);
                steps.add(new LookForOthers(Optional.of(new LookForOthers.Claim(spec.vm(), spec.marker()))));
            }
            if (!steps.isEmpty()) {
                begin.add(Lane.of(lane.subject(), steps));
            }
            rest.add(Lane.of(
                    lane.subject(), lane.steps().subList(count, lane.steps().size())));
        }
        stages.add(new Stage("take the place", QUIET, begin));
        return rest;
    }

    private static Stage stage(String title, Lane lane) {
        return new Stage(title, QUIET, List.of(lane));
    }
}
