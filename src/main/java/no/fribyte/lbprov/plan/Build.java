package no.fribyte.lbprov.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.fribyte.lbprov.guest.Expectation;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.Storages;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.step.BridgePort;
import no.fribyte.lbprov.step.CloneTemplate;
import no.fribyte.lbprov.step.ConfigureClone;
import no.fribyte.lbprov.step.CreateVm;
import no.fribyte.lbprov.step.DeleteVolume;
import no.fribyte.lbprov.step.DisableCloudInit;
import no.fribyte.lbprov.step.DownloadImage;
import no.fribyte.lbprov.step.EjectSeed;
import no.fribyte.lbprov.step.FollowFirstBoot;
import no.fribyte.lbprov.step.InsertSeed;
import no.fribyte.lbprov.step.MarkReady;
import no.fribyte.lbprov.step.ProveMember;
import no.fribyte.lbprov.step.ResizeDisk;
import no.fribyte.lbprov.step.SeedImage;
import no.fribyte.lbprov.step.StartVm;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.UploadSeed;
import no.fribyte.lbprov.step.VmRef;
import no.fribyte.lbprov.step.VmSpec;
import no.fribyte.lbprov.step.WipeSeed;

/** The steps that bring one VM of a member into being, in the parts that commands put together. */
final class Build {
    private final Desired desired;
    private final Observed observed;
    private final Member member;
    private final Node node;
    private final VmRef vm;
    private final Marker marker;
    private final SeedImage seed;

    Build(Desired desired, Observed observed, Member member, VmId id, int incarnation, int generation) {
        this.desired = desired;
        this.observed = observed;
        this.member = member;
        this.node = desired.place().node(member.node());
        this.vm = new VmRef(member.node(), id, member.name(), desired.place().pool());
        this.seed = desired.seeds().seed(member, incarnation, generation);
        this.marker = new Marker(
                desired.pair().name(),
                member.name(),
                id,
                incarnation,
                Marker.State.BUILDING,
                generation,
                desired.hash(member),
                desired.recipe(member),
                member.addresses(),
                desired.pair().virtualIps().addresses(),
                desired.segment(),
                desired.pair().virtualIps().routerId(),
                desired.publicKey(),
                desired.version(),
                Optional.of(desired.lease()));
    }

    VmRef vm() {
        return vm;
    }

    Marker marker() {
        return marker;
    }

    /** Everything up to a VM that is complete and stopped; the network does not notice any of it. */
    List<Step> prepare() {
        List<Step> steps = new ArrayList<>();
        ImageSource source = source();
        Storages storages = node.storages();
        steps.addAll(download());
        if (source instanceof ImageSource.CloudImage image) {
            String volume = storages.image() + ":import/" + image.fileName(guest().os());
            steps.add(new CreateVm(spec(), storages.image(), volume));
            steps.addAll(seed(false));
        } else if (source instanceof ImageSource.Template template) {
            Optional<LocalDate> day = baked().map(own -> own.marker().baked());
            steps.add(new CloneTemplate(spec(), template.id(), ports(template.id()), day));
            steps.addAll(seed(true));
        }
        steps.add(new ResizeDisk(vm, guest().disk(), storages.disk()));
        return steps;
    }

    /** What {@link #prepare} still lacks for a VM that was begun earlier. */
    List<Step> prepareRest(OwnVm begun) {
        List<Step> steps = new ArrayList<>();
        if (begun.vm().running()) {
            return steps;
        }
        steps.addAll(seed(begun.marker().state() == Marker.State.CLONING));
        steps.add(new ResizeDisk(vm, guest().disk(), node.storages().disk()));
        return steps;
    }

    /** A seed holds secrets: it is uploaded for a VM that is there, and that says who is working on it. */
    private List<Step> seed(boolean clone) {
        String volume = seed.volumeOn(node.storages().seed());
        return List.of(
                new UploadSeed(node.name(), node.storages().seed(), seed),
                clone ? new ConfigureClone(spec()) : new InsertSeed(vm, volume));
    }

    /**
     * From start to proof, then the order of the seed's removal, in which a death between any two steps leaves no node that
     * breaks at its next boot. The member is drained all the time.
     *
     * @param running the VM was started by an earlier run
     * @param beside the partner holds the virtual IPs, so this member must not hold any
     */
    List<Step> proof(boolean running, boolean beside) {
        List<Step> steps = new ArrayList<>();
        if (!running) {
            steps.add(new StartVm(vm));
        }
        Expectation expectation = desired.expectation(member, marker.hash());
        steps.add(new FollowFirstBoot(vm));
        steps.add(new ProveMember(vm, expectation, beginning(running, beside)));
        steps.add(new DisableCloudInit(vm));
        steps.add(new EjectSeed(vm));
        steps.add(new WipeSeed(vm));
        steps.add(deleteSeed());
        return steps;
    }

    private static ProveMember.Beginning beginning(boolean running, boolean beside) {
        if (running) {
            return ProveMember.Beginning.SERVING;
        }
        return beside ? ProveMember.Beginning.BESIDE_PARTNER : ProveMember.Beginning.FIRST;
    }

    Step markReady() {
        return new MarkReady(vm, marker.with(Marker.State.READY).with(Optional.empty()));
    }

    /** Nobody needs it once the member has read it. */
    Step deleteSeed() {
        return new DeleteVolume(node.name(), seed.volumeOn(node.storages().seed()), "seed");
    }

    private List<Step> download() {
        if (!(source() instanceof ImageSource.CloudImage image)) {
            return List.of();
        }
        String name = image.fileName(guest().os());
        String volume = node.storages().image() + ":import/" + name;
        boolean there = observed.node(node.name())
                .map(seen -> seen.volumes().contains(volume))
                .orElse(false);
        return there
                ? List.of()
                : List.of(new DownloadImage(node.name(), node.storages().image(), image, name));
    }

    private Set<BridgePort> ports(VmId template) {
        return observed.node(node.name())
                .flatMap(seen -> Optional.ofNullable(seen.templates().get(template)))
                .orElse(Set.of());
    }

    private VmSpec spec() {
        UUID uuid = Identity.uuid(desired.pair().name(), member.name(), marker.incarnation());
        return new VmSpec(
                vm,
                uuid,
                marker,
                guest(),
                member.nics(),
                node.storages().disk(),
                seed.volumeOn(node.storages().seed()));
    }

    private Guest guest() {
        return desired.pair().guest();
    }

    /** lbprov's own template of the image, which comes without network cards. */
    private Optional<OwnTemplate> baked() {
        return node.images().get(guest().os()) instanceof ImageSource.CloudImage image
                ? OwnTemplate.newest(observed.vms(), node.name(), guest().os(), image)
                : Optional.empty();
    }

    /** A template that has all packages in it rather than the image that it was made of. */
    private ImageSource source() {
        Optional<OwnTemplate> baked = baked();
        if (baked.isPresent()) {
            return new ImageSource.Template(baked.get().vm().id());
        }
        ImageSource source = node.images().get(guest().os());
        if (source == null) {
            throw new IllegalStateException("no image of " + guest().os() + " on " + node.name());
        }
        return source;
    }
}
