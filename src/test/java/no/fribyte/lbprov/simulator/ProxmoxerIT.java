package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's proxmoxer, which was written for real nodes, gets along with the simulator. */
class ProxmoxerIT {
    private static final Path SCRIPT = Path.of("src/test/resources/simulator/proxmoxer_life.py");
    /** Not the one on the path: Debian's modules are its own. */
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"token, 101, 9.1", "password, 102, 9.1", "token, 103, 8.4"})
    void a_vm_lives_and_dies_by_another_client(String how, String vmid, String version)
            throws IOException, InterruptedException {
        assumeTrue(
                Files.exists(Path.of(PYTHON))
                        && run(PYTHON, "-c", "import proxmoxer, requests").status() == 0,
                "SKIPPED: " + PYTHON + " has no module proxmoxer; src/setup/install.sh installs it");
        SimulatorOptions options = SimulatorOptions.instant(directory.resolve("world"))
                .withWorld(LoginTest.withPassword(DemoWorld.cluster()))
                .withVersion(version);
        try (Simulator simulator = Simulator.start(options)) {
            Path ca = Files.writeString(directory.resolve("ca.pem"), simulator.caPem());
            Run life = run(
                    PYTHON,
                    SCRIPT.toString(),
                    how,
                    Integer.toString(simulator.endpoint("pluto").getPort()),
                    ca.toString(),
                    image().toString(),
                    how.equals("token") ? simulator.tokenSecret() : "s3cret",
                    vmid);

            assertThat(life.output()).isEqualTo("""
                    version: %s
                    nodes: ['fergus', 'pluto', 'skaftetrynet']
                    next id: 100
                    upload: OK
                    content: ['local:import/noble-baked.qcow2']
                    create: OK
                    resize: OK
                    disk: local-lvm:vm-%s-disk-0,size=4G
                    description: 'two\\nlines; ü'
                    start: OK
                    status: ('running', 0, %s)
                    listed: [%s]
                    ping: {'result': {}}
                    exec: 1
                    change: None
                    pending: [{'key': 'cores', 'pending': '2'}]
                    refused: 500 Internal Server Error: VM %s is running - destroy failed
                    stop: OK
                    delete: OK
                    left: []
                    """.formatted(version, vmid, vmid, vmid, vmid));
            assertThat(life.status()).isZero();
        }
    }

    /** The head of a qcow2 image of 3 GiB. */
    private Path image() throws IOException {
        ByteBuffer head =
                ByteBuffer.allocate(512).putInt(0, 0x514649fb).putInt(4, 3).putLong(24, 3L << 30);
        return Files.write(directory.resolve("noble-baked.qcow2"), head.array());
    }

    private record Run(int status, String output) {}

    private Run run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        ProcessBuilder program =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(output.toFile());
        program.environment().put("PYTHONIOENCODING", "utf-8");
        return new Run(program.start().waitFor(), Files.readString(output));
    }
}
