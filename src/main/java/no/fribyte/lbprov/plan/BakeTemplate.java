package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.step.CheckPackages;
import no.fribyte.lbprov.step.CleanImage;
import no.fribyte.lbprov.step.CreateVm;
import no.fribyte.lbprov.step.DeleteVolume;
import no.fribyte.lbprov.step.DownloadImage;
import no.fribyte.lbprov.step.DropTemplate;
import no.fribyte.lbprov.step.FollowFirstBoot;
import no.fribyte.lbprov.step.InsertSeed;
import no.fribyte.lbprov.step.MakeTemplate;
import no.fribyte.lbprov.step.MarkTemplate;
import no.fribyte.lbprov.step.RemoveSuccessor;
import no.fribyte.lbprov.step.SeedImage;
import no.fribyte.lbprov.step.ShutDownVm;
import no.fribyte.lbprov.step.StartVm;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StripHardware;
import no.fribyte.lbprov.step.TakeLease;
import no.fribyte.lbprov.step.TemplateSeedName;
import no.fribyte.lbprov.step.UploadSeed;
import no.fribyte.lbprov.step.VmRef;
import no.fribyte.lbprov.step.VmSpec;

/** One template: what an earlier run left of it is finished or removed, a new one is made, and the oldest go. */
final class BakeTemplate {
    private static final String QUIET = "no pair notices";
    private static final int CORES = 2;
    private static final int GIBIBYTES = 2;

    /** The new one, and the one before it. */
    private static final int KEPT = 2;

    private final BakeDesired desired;
    private final Observed observed;
    private final BakeDesired.Target target;
    private final Node node;
    private final TemplateMarker marker;
    private final VmRef vm;
    private final SeedImage seed;
    private final List<OwnTemplate> own;

    BakeTemplate(BakeDesired desired, Observed observed, BakeDesired.Target target, VmId id) {
        this.desired = desired;
        this.observed = observed;
        this.target = target;
        this.node = target.node();
        this.marker = new TemplateMarker(
                target.os(),
                id,
                desired.today(),
                TemplateMarker.State.BUILDING,
                target.image().digest(),
                List.of(),
                desired.version(),
                Optional.of(desired.lease()));
        this.vm = new VmRef(node.name(), id, marker.machine(), desired.place().pool());
        this.seed = desired.seeds().seed(marker);
        this.own = OwnTemplate.among(observed.vms(), node.name(), target.os());
    }

    List<Stage> stages() {
        Optional<OwnTemplate> done = own.stream().filter(this::lacksItsMarkOnly).findFirst();
        List<Stage> stages = new ArrayList<>();
        add(stages, "clean up", leftovers(done), List.of());
        if (done.isPresent()) {
            add(stages, "finish " + done.get().marker().machine(), finish(done.get()), List.of());
        } else {
            add(stages, "begin " + vm.member(), begin(), List.of());
            add(stages, "bake " + vm.member(), bake(), List.of(deleteSeed(vm.id()), new RemoveSuccessor(vm, marker)));
        }
        add(stages, "keep the last two", drop(), List.of());
        return stages;
    }

    private void add(List<Stage> stages, String title, List<Step> steps, List<Step> undo) {
        if (!steps.isEmpty()) {
            stages.add(new Stage(title, QUIET, List.of(new Lane(node.name().value(), steps, undo))));
        }
    }

    /** It was made a template, which comes after everything was checked. */
    private boolean lacksItsMarkOnly(OwnTemplate each) {
        return each.marker().state() == TemplateMarker.State.BUILDING
                && each.vm().template()
                && each.isOf(target.image());
    }

    private List<Step> leftovers(Optional<OwnTemplate> done) {
        List<Step> steps = new ArrayList<>();
        List<VmId> building = new ArrayList<>();
        for (OwnTemplate each : own) {
            if (each.isReady() || done.filter(each::equals).isPresent()) {
                continue;
            }
            VmRef left = each.ref(desired.place().pool());
            building.add(left.id());
            steps.add(new TakeLease(left, each.marker(), desired.lease()));
            steps.add(deleteSeed(left.id()));
            steps.add(new RemoveSuccessor(left, each.marker()));
        }
        List<String> volumes = observed.node(node.name()).map(SeenNode::volumes).orElse(List.of());
        volumes.stream()
                .filter(volume -> TemplateSeedName.ofVolume(volume)
                        .filter(name -> name.os() == target.os() && !building.contains(name.id()))
                        .isPresent())
                .forEach(volume -> steps.add(new DeleteVolume(node.name(), volume, "stale seed")));
        return steps;
    }

    private List<Step> finish(OwnTemplate done) {
        VmRef ref = done.ref(desired.place().pool());
        return List.of(new TakeLease(ref, done.marker(), desired.lease()), new MarkTemplate(ref));
    }

    private List<Step> begin() {
        String storage = node.storages().image();
        String file = target.image().fileName(target.os());
        String volume = storage + ":import/" + file;
        List<Step> steps = new ArrayList<>();
        if (observed.node(node.name())
                .filter(seen -> seen.volumes().contains(volume))
                .isEmpty()) {
            steps.add(new DownloadImage(node.name(), storage, target.image(), file));
        }
        steps.add(new CreateVm(spec(), storage, volume));
        return steps;
    }

    private List<Step> bake() {
        String storage = node.storages().seed();
        return List.of(
                new UploadSeed(node.name(), storage, seed),
                new InsertSeed(vm, seed.volumeOn(storage)),
                new StartVm(vm),
                new FollowFirstBoot(vm),
                new CheckPackages(vm, marker),
                new CleanImage(vm),
                new ShutDownVm(vm),
                new StripHardware(vm),
                deleteSeed(vm.id()),
                new MakeTemplate(vm),
                new MarkTemplate(vm));
    }

    private List<Step> drop() {
        return own.stream()
                .filter(OwnTemplate::isReady)
                .skip(KEPT - 1)
                .filter(each -> new Obstacles(
                                each.vm(), each.ref(desired.place().pool()))
                        .all()
                        .isEmpty())
                .<Step>map(each -> new DropTemplate(each.ref(desired.place().pool()), each.marker()))
                .toList();
    }

    private Step deleteSeed(VmId id) {
        String file = new TemplateSeedName(target.os(), id).fileName();
        return new DeleteVolume(node.name(), node.storages().seed() + ":iso/" + file, "seed");
    }

    private VmSpec spec() {
        Nic nic = new Nic(
                desired.bake().network(),
                Identity.templateMac(marker),
                desired.bake().addresses());
        return new VmSpec(
                vm,
                Identity.templateUuid(marker),
                marker,
                hardware(),
                List.of(nic),
                node.storages().disk(),
                seed.volumeOn(node.storages().seed()));
    }

    /** Nobody logs in, and the disk has the size of the image: that of a member grows when it is cloned. */
    private Guest hardware() {
        return new Guest(
                target.os(),
                CORES,
                DataSize.ofGibibytes(GIBIBYTES),
                DataSize.ofGibibytes(GIBIBYTES),
                Guest.CPU,
                "nobody",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
