package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.step.SeedImage;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.TemplateSeedName;

/** Every step that a pair may ever need, from its making to its end: what they take can be asked for in advance. */
public final class WholeLife {
    private final Desired desired;
    private final Observed nothing;
    private final Set<MemberName> all;

    /**
     * @param place where nothing of the pair is yet
     */
    public WholeLife(Desired desired, EmptyPlace place) {
        this.desired = requireNonNull(desired, "desired");
        this.nothing = place.observed();
        this.all = desired.pair().members().stream().map(Member::name).collect(Collectors.toSet());
    }

    /**
     * Of {@code create}, of {@code rebuild} of each member, and of {@code destroy}.
     *
     * @throws no.fribyte.lbprov.problem.LbprovException when the inventory has no image for the pair
     */
    public List<Step> steps() {
        List<Step> steps =
                new ArrayList<>(new Planner(desired, nothing).create(all).allSteps());
        Observed made = made();
        Census census = Census.of(desired.pair(), made);
        for (Member member : desired.pair().members()) {
            Ids ids = new Ids(made.freeIds());
            List<Stage> stages = new RebuildMember(desired, made, census, member, ids).stages();
            steps.addAll(
                    new Plan(Intent.REBUILD, desired.pair().name().value(), stages, List.of(), List.of()).allSteps());
        }
        steps.addAll(new DestroyPlan(desired.pair(), desired.place(), made, desired.lease())
                .of(all)
                .allSteps());
        steps.addAll(baking());
        return steps;
    }

    /** Of {@code image bake} on the pair's nodes, where that is done at all. */
    private List<Step> baking() {
        List<Step> steps = new ArrayList<>();
        desired.place().bake().ifPresent(bake -> {
            GuestOs os = desired.pair().guest().os();
            BakeDesired templates = new BakeDesired(
                    desired.place(),
                    bake,
                    List.of(),
                    // nobody looks into it for the rights that it takes
                    marker -> new SeedImage(new TemplateSeedName(marker.os(), marker.vmId()).fileName(), new byte[0]),
                    LocalDate.EPOCH,
                    desired.version(),
                    desired.lease());
            for (Member member : desired.pair().members()) {
                Node node = desired.place().node(member.node());
                if (node.images().get(os) instanceof ImageSource.CloudImage image) {
                    BakeDesired.Target target = new BakeDesired.Target(node, os, image);
                    VmId id = nothing.freeIds().get(0);
                    new BakeTemplate(templates, nothing, target, id)
                            .stages().stream()
                                    .flatMap(stage -> stage.lanes().stream())
                                    .flatMap(lane -> lane.allSteps().stream())
                                    .forEach(steps::add);
                }
            }
        });
        return steps;
    }

    /** The same place once the pair is there. */
    private Observed made() {
        Ids ids = new Ids(nothing.freeIds());
        List<SeenVm> vms = new ArrayList<>();
        desired.pair().members().forEach(member -> vms.add(vm(member, ids)));
        List<VmId> free = nothing.freeIds().stream()
                .filter(id -> vms.stream().noneMatch(vm -> vm.id().equals(id)))
                .toList();
        return new Observed(nothing.nodes(), List.of(), List.of(), vms, free, Map.of(), Set.of(), Map.of());
    }

    private SeenVm vm(Member member, Ids ids) {
        Build build = new Build(desired, nothing, member, ids.of(member).orElseThrow(), 1, 1);
        Marker ready = build.marker().with(Marker.State.READY).with(Optional.empty());
        return new SeenVm(
                member.node(),
                build.vm().id(),
                member.name().value(),
                Optional.of(Identity.uuid(desired.pair().name(), member.name(), 1)),
                new MarkerText.Reading.Found(ready),
                true,
                false,
                Optional.empty(),
                false,
                false,
                Map.of(),
                List.of());
    }
}
