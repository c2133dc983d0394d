package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.step.DownloadImage;
import no.fribyte.lbprov.step.LookForOthers;
import no.fribyte.lbprov.step.Making;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.TakeLease;
import no.fribyte.lbprov.step.TakePlace;
import no.fribyte.lbprov.step.VmRef;

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
        return List.of(stage("keep other runs off", Lane.of("pair", List.of(new LookForOthers(List.of())))));
    }

    /**
     * Takes an empty place: the VMs are made before anything else but images, which all share. The first member's is the
     * one that decides.
     *
     * @param lanes that make the members; what remains of them is given back
     */
    List<Lane> claim(List<Lane> lanes, List<Stage> stages) {
        List<Lane> images = lanes.stream()
                .map(lane -> part(lane, 0, images(lane)))
                .filter(lane -> !lane.steps().isEmpty())
                .toList();
        if (!images.isEmpty()) {
            stages.add(new Stage("fetch the image", QUIET, images));
        }
        Lane first = lanes.stream().min(Comparator.comparing(Lane::subject)).orElseThrow();
        List<Making> others = lanes.stream()
                .filter(lane -> !lane.equals(first))
                .map(Taking::making)
                .toList();
        List<LookForOthers.Claim> claims = Stream.concat(Stream.of(making(first)), others.stream())
                .map(making -> new LookForOthers.Claim(
                        making.spec().vm(), making.spec().marker()))
                .toList();
        Step take = others.isEmpty() ? making(first) : new TakePlace(making(first), others);
        stages.add(new Stage(
                "take the place", QUIET, List.of(Lane.of(first.subject(), List.of(take, new LookForOthers(claims))))));
        return lanes.stream()
                .map(lane -> part(
                        lane,
                        images(lane) + (lane.equals(first) ? 1 : 0),
                        lane.steps().size()))
                .toList();
    }

    private static int images(Lane lane) {
        return (int)
                lane.steps().stream().takeWhile(DownloadImage.class::isInstance).count();
    }

    private static Making making(Lane lane) {
        return (Making) lane.steps().get(images(lane));
    }

    private static Lane part(Lane lane, int from, int to) {
        return Lane.of(lane.subject(), lane.steps().subList(from, to));
    }

    private static Stage stage(String title, Lane lane) {
        return new Stage(title, QUIET, List.of(lane));
    }
}
