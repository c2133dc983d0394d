package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is not lbprov's, or not any more, is never changed: every way in which a VM can look like a member's and not be it,
 * under every command that changes something. The simulator's log of writes is the witness.
 */
class OwnershipIT {
    private static final String FIRST = "load-balancer-1";
    private static final String SECOND = "load-balancer-2";
    private static final int FOREIGN = 220;

    /** A command line that changes something. */
    private record Command(String name, List<String> line) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Command CREATE = new Command("create", List.of("create", "demo", "--yes"));
    private static final Command REBUILD = new Command("rebuild", List.of("rebuild", "demo", FIRST, "--yes"));
    private static final Command DESTROY = new Command("destroy", List.of("destroy", "demo", "--confirm", "demo"));

    @TempDir
    private Path directory;

    private Lbprov lbprov;

    /** A VM beside the pair that has some of a member's marks, and why it is not the member. */
    private record Lookalike(String name, UnaryOperator<Marks> change, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String OWN = "vmid: 200";
    private static final String ITS_OWN = "vmid: " + FOREIGN;
    private static final String OTHER_UUID = "its SMBIOS uuid is not the one lbprov gives to load-balancer-1";

    private static final List<Lookalike> LOOKALIKES = List.of(
            new Lookalike(
                    "our name alone",
                    marks -> marks.without("description").without("smbios1"),
                    "it has no lbprov marker"),
            new Lookalike(
                    "another uuid",
                    marks -> marks.with("smbios1", "uuid=11111111-2222-4333-8444-555555555555")
                            .described(OWN, ITS_OWN),
                    OTHER_UUID),
            new Lookalike(
                    "no uuid of its own", marks -> marks.without("smbios1").described(OWN, ITS_OWN), OTHER_UUID),
            new Lookalike(
                    "a restored backup", marks -> marks, "its marker is that of VM 200: a copy or a restored backup"),
            new Lookalike(
                    "an edited marker", marks -> marks.described("incarnation: 1", "incarnation: one"), "was edited"),
            new Lookalike(
                    "another pair's",
                    marks -> marks.described("pair: demo", "pair: other").described(OWN, ITS_OWN),
                    OTHER_UUID),
            new Lookalike(
                    "another incarnation",
                    marks -> marks.described("incarnation: 1", "incarnation: 2").described(OWN, ITS_OWN),
                    OTHER_UUID));

    /** What a member's VM is known by, to be given to another one. */
    private record Marks(Map<String, String> settings) {
        Marks with(String name, String value) {
            Map<String, String> changed = new java.util.TreeMap<>(settings);
            changed.put(name, value);
            return new Marks(changed);
        }

        Marks without(String name) {
            Map<String, String> changed = new java.util.TreeMap<>(settings);
            changed.remove(name);
            return new Marks(changed);
        }

        Marks described(String part, String other) {
            String description = settings.getOrDefault("description", "");
            assertThat(description).contains(part);
            return with("description", description.replace(part, other));
        }
    }

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
        lbprov.run("create", "demo").exits(0);
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    private Place place() {
        return lbprov.place();
    }

    private Result run(Command command) {
        return lbprov.run(command.line().toArray(String[]::new));
    }

    private static Stream<Command> commands() {
        return Stream.of(CREATE, REBUILD, DESTROY);
    }

    private static Stream<Arguments> lookalikesUnderCommands() {
        return LOOKALIKES.stream().flatMap(each -> commands().map(command -> Arguments.of(each, command)));
    }

    private VmApi api(Vm vm) {
        return place().proxmox().node(new NodeName(vm.node())).vm(new VmId(vm.vmid()));
    }

    private Vm byId(int id) {
        return place().vms().stream().filter(vm -> vm.vmid() == id).findFirst().orElseThrow();
    }

    /** Somebody makes a VM of their own. */
    private Vm foreign(String node, int id, String name) {
        place().proxmox()
                .node(new NodeName(node))
                .createVm(
                        new VmId(id),
                        Form.empty()
                                .with("name", name)
                                .with("memory", 512)
                                .with("pool", "lb")
                                .with("scsi0", "local-lvm:1"));
        return byId(id);
    }

    private Marks marksOf(String member) {
        Vm vm = place().vm(member);
        Marks marks = new Marks(Map.of("name", member));
        for (String name : List.of("description", "smbios1", "tags")) {
            marks = marks.with(name, vm.option(name).orElseThrow());
        }
        return marks;
    }

    private Form form(Marks marks) {
        Form form = Form.empty();
        for (Map.Entry<String, String> setting : marks.settings().entrySet()) {
            form = form.with(setting.getKey(), setting.getValue());
        }
        return form;
    }

    /** Runs a command, and holds that nobody so much as tried to change these VMs. */
    private Result untouched(List<Vm> others, Command command) {
        int before = place().writes().size();
        Result result = run(command);
        for (Vm other : others) {
            assertThat(byId(other.vmid())).as("VM %d", other.vmid()).isEqualTo(other);
        }
        assertThat(place().writes().stream().skip(before))
                .noneMatch(write -> others.stream()
                        .anyMatch(other -> write.path().matches("/nodes/[^/]+/qemu/" + other.vmid() + "(/.*)?")
                                || write.path().contains("vm-" + other.vmid() + "-")));
        return result;
    }

    @ParameterizedTest
    @MethodSource("lookalikesUnderCommands")
    void a_vm_that_only_looks_like_a_member_is_left_alone_and_said_so(Lookalike lookalike, Command command) {
        Vm made = foreign("pluto", FOREIGN, "made-by-somebody");
        place().configure(made, form(lookalike.change().apply(marksOf(FIRST))));

        Result result = untouched(List.of(byId(FOREIGN)), command);

        result.exits(command.equals(DESTROY) ? 0 : 4);
        assertThat(result.problems())
                .contains("VM 220 (load-balancer-1) on pluto")
                .contains(lookalike.reason());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_template_with_a_members_name_and_marks_is_left_alone(Command command) {
        Vm made = foreign("pluto", FOREIGN, "made-by-somebody");
        place().configure(
                        made,
                        form(marksOf(FIRST).described("vmid: 200", "vmid: " + FOREIGN))
                                .with("template", true));

        Result result = untouched(List.of(), command);

        result.exits(command.equals(DESTROY) ? 0 : 4);
        assertThat(result.problems()).contains("it is a template");
        assertThat(place().simulator().world("pluto").vms()).anyMatch(vm -> vm.vmid() == FOREIGN && vm.isTemplate());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void of_two_vms_that_claim_one_member_none_is_touched(Command command) {
        Vm made = foreign("pluto", FOREIGN, "made-by-somebody");
        place().configure(made, form(marksOf(FIRST).described("vmid: 200", "vmid: " + FOREIGN)));

        Result result = untouched(List.of(place().vm(SECOND), byId(200), byId(FOREIGN)), command);

        assertThat(result.exits(4).problems())
                .contains("2 VMs claim to be load-balancer-1: VM 200")
                .contains("VM 220");
    }

    /** What somebody did to the member's VM, and what a rebuild and a destroy say to it. */
    private record Addition(String setting, String value, String reason) {}

    private static final List<Addition> ADDITIONS = List.of(
            new Addition(
                    "scsi1", "local-lvm:4", "has disks that lbprov did not make why: scsi1: local-lvm:vm-200-disk-1"),
            new Addition("protection", "1", "is protected why: its protection flag is set"));

    private static Stream<Arguments> additions() {
        return ADDITIONS.stream()
                .flatMap(each -> Stream.of(REBUILD, DESTROY).map(command -> Arguments.of(each, command)));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void nothing_is_done_while_something_of_somebody_else_is_on_the_vm(Addition addition, Command command) {
        place().configure(byId(200), Form.empty().with(addition.setting(), addition.value()));

        Result result = untouched(List.of(byId(200), byId(201)), command);

        assertThat(result.exits(4).problems()).contains("load-balancer-1 (VM 200 on pluto) " + addition.reason());
    }

    /** The number goes to somebody else's VM after lbprov has looked, before its first step. */
    private void swapBeforeTheFirstStep(int id, String node) {
        AtomicBoolean swapped = new AtomicBoolean();
        lbprov.time().watch(() -> {
            boolean inStep = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().equals("no.fribyte.lbprov.run.LaneRun")));
            if (inStep && swapped.compareAndSet(false, true)) {
                Vm old = byId(id);
                place().powerOff(old);
                api(old).destroy(false);
                foreign(node, id, "somebody-elses");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("commandsOnTheirNumber")
    void a_number_that_was_given_to_somebody_elses_vm_meanwhile_is_noticed(Command command, int id, String node) {
        swapBeforeTheFirstStep(id, node);

        Result result = run(command);

        assertThat(result.exits(5).problems()).contains("is not what it was when this was planned");
        assertThat(byId(id).name()).isEqualTo("somebody-elses");
        assertThat(byId(id).option("description")).isEmpty();
        // the first two calls are somebody's own: delete and create
        assertThat(place().writes().stream()
                        .dropWhile(write -> !(write.method().equals("POST")
                                && write.params().getOrDefault("name", "").equals("somebody-elses")))
                        .skip(1))
                .noneMatch(write -> write.path().matches("/nodes/[^/]+/qemu/" + id + "(/.*)?"));
    }

    private static Command only(String member) {
        return new Command(
                "destroy " + member, List.of("destroy", "demo", "--member", member, "--confirm", "demo", "--yes"));
    }

    private static Stream<Arguments> commandsOnTheirNumber() {
        return Stream.of(
                Arguments.of(only(FIRST), 200, "pluto"),
                Arguments.of(only(SECOND), 201, "fergus"),
                Arguments.of(REBUILD, 200, "pluto"));
    }
}
