package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** cloud-init in a guest: finds its seed at power-on, and makes the machine what the seed says. */
record CloudInit(Machine machine) {
    static final String MARKER = "/etc/cloud/cloud-init.disabled";
    private static final String CURRENT = "/var/lib/cloud/data/instance-id";
    private static final String NO_SEED = "iid-datasource-none";

    /** What a boot goes on with. */
    enum Found {
        NEW_INSTANCE,
        NOTHING_NEW
    }

    /** The part before the network: what there is on the medium is read now or never. */
    Found local() {
        GuestDisk disk = machine.disk();
        if (disk.has(MARKER)) {
            return Found.NOTHING_NEW;
        }
        Seed seed = Seed.on(machine.hardware().cdrom());
        if (seed instanceof Seed.NoCloud noCloud) {
            return take(noCloud);
        }
        if (seed instanceof Seed.Invalid invalid) {
            withoutSeed(invalid.reason());
        } else if (new Image(machine.hardware().image()).fallsBackToNone()) {
            withoutSeed("no seed found");
        }
        return Found.NOTHING_NEW;
    }

    private Found take(Seed.NoCloud seed) {
        GuestDisk disk = machine.disk();
        CloudInitReport report = new CloudInitReport(disk);
        report.begin("DataSourceNoCloud [seed=/dev/sr0][dsmode=net]");
        JsonNode metaData = metaData(seed.metaData(), report);
        String id = Yaml.text(metaData, "instance-id").orElse("nocloud");
        disk.write(CURRENT, "0644", id + "\n");
        // the copies come back at every boot with the medium, also those that were wiped
        CloudConfig config = CloudConfig.parse(seed.userData());
        String text = seed.userData();
        disk.write(home() + "/user-data.txt", "0600", text);
        disk.write(home() + "/user-data.txt.i", "0600", text);
        disk.write(home() + "/cloud-config.txt", "0600", text);
        disk.write(home() + "/vendor-data.txt", "0600", "");
        disk.write(home() + "/obj.pkl", "0400", seed.metaData() + text);
        disk.write(home() + "/datasource", "0644", "DataSourceNoCloud: DataSourceNoCloud\n");
        disk.write("/run/cloud-init/instance-data-sensitive.json", "0600", text);
        if (disk.has(done())) {
            report.finish();
            return Found.NOTHING_NEW;
        }
        disk.write(Netplan.FILE, "0600", seed.networkConfig().orElse(Netplan.FALLBACK));
        Identity.hostname(disk, metaData, config.root());
        return Found.NEW_INSTANCE;
    }

    private static JsonNode metaData(String text, CloudInitReport report) {
        try {
            return Yaml.parse(text);
        } catch (JacksonException e) {
            report.error("Failed loading yaml blob of meta-data");
            return Yaml.parse("{}");
        }
    }

    /** Without a seed cloud-init is another instance: DHCP instead of the addresses, and new host keys. */
    private void withoutSeed(String reason) {
        GuestDisk disk = machine.disk();
        CloudInitReport report = new CloudInitReport(disk);
        report.begin("DataSourceNone");
        report.output(reason);
        boolean again = disk.text(CURRENT).orElse("").strip().equals(NO_SEED);
        disk.write(CURRENT, "0644", NO_SEED + "\n");
        if (!again) {
            disk.write(Netplan.FILE, "0600", Netplan.FALLBACK);
            Identity.hostKeys(disk, Yaml.parse("{}"), machine.diskId() + NO_SEED);
        }
        report.finish();
    }

    /** The rest of a new instance; true when the program of the first boot goes on from here. */
    boolean newInstance(Wire wire) {
        GuestDisk disk = machine.disk();
        CloudInitReport report = new CloudInitReport(disk);
        CloudConfig config =
                CloudConfig.parse(disk.text(home() + "/cloud-config.txt").orElse(""));
        config.complaint().ifPresent(report::error);
        JsonNode root = config.root();
        disk.write(done(), "0644", "");
        List<String> errors = new ArrayList<>();
        WriteFiles.run(disk, root.path("write_files"), errors);
        Identity.users(disk, root);
        Identity.hostKeys(disk, root, machine.diskId() + disk.text(CURRENT).orElse(""));
        packages(config, report, errors);
        errors.forEach(report::error);
        boolean goesOn = new RunCommands(machine, wire, home() + "/scripts/runcmd").run(root.path("runcmd"));
        if (!goesOn) {
            report.finish();
        }
        return goesOn;
    }

    private void packages(CloudConfig config, CloudInitReport report, List<String> errors) {
        GuestDisk disk = machine.disk();
        if (config.root().has("apt")) {
            String settings = Yaml.write(config.root().path("apt"));
            disk.write("/etc/apt/apt.conf.d/94cloud-init-config", "0644", settings);
        }
        List<String> refusals = DebianArchive.install(disk, config.packages(), machine.reachesMirror());
        refusals.forEach(report::output);
        if (!refusals.isEmpty()) {
            errors.add("('package-update-upgrade-install', ProcessExecutionError(\"Unexpected error while running"
                    + " command.\\nCommand: ['apt-get', 'install', ...]\\nExit code: 100\"))");
        }
    }

    private String home() {
        return "/var/lib/cloud/instances/"
                + machine.disk().text(CURRENT).orElse("nocloud").strip();
    }

    private String done() {
        return home() + "/sem/config_scripts_user";
    }
}
