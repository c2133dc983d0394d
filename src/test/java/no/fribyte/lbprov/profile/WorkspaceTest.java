package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where names of profiles and inventories are looked up. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkspaceTest {
    @TempDir
    private Path folder;

    @Test
    void it_is_the_nearest_folder_upwards_that_holds_profiles() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("profiles/deep/er"));

        assertThat(Workspace.find(deep).root()).isEqualTo(folder.toAbsolutePath());
    }

    @Test
    void without_profiles_it_says_what_to_do() {
        assertThatThrownBy(() -> Workspace.find(folder))
                .isInstanceOf(LbprovException.class)
                .hasMessageContaining("there is no workspace here")
                .hasMessageContaining("--workspace DIR");
    }

    @Test
    void a_name_is_looked_up_and_a_file_is_a_file() {
        Workspace workspace = Workspace.at(folder);

        assertThat(workspace.profileFile("production")).isEqualTo(folder.resolve("profiles/production.yaml"));
        assertThat(workspace.inventoryFile("office")).isEqualTo(folder.resolve("inventory/office.yaml"));
        assertThat(workspace.profileFile("a/b.yaml"))
                .isEqualTo(Path.of("a/b.yaml").toAbsolutePath());
        assertThat(workspace.profileFile("b.yml")).isEqualTo(Path.of("b.yml").toAbsolutePath());
        assertThat(workspace.display(folder.resolve("profiles/production.yaml")))
                .isEqualTo("profiles/production.yaml");
    }

    @Test
    void its_profiles_are_listed_by_name() throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        for (String name : new String[] {"b.yaml", "a.yaml", "a.secrets.age", "notes.txt"}) {
            Files.createFile(folder.resolve("profiles").resolve(name));
        }

        assertThat(Workspace.at(folder).profiles())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("a.yaml", "b.yaml");
    }

    @Test
    void a_profile_that_is_not_there_is_a_problem_with_a_guess() throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(folder.resolve("profiles/production.yaml"), "guest: {}\n");
        ProfileReader reader = new ProfileReader(Workspace.at(folder), BadInput.CLOCK);

        assertThatThrownBy(() -> reader.read("prodcution", Optional.empty()))
                .hasMessage("there is no profile 'prodcution'; profiles/prodcution.yaml is not there; try: production");
    }

    @Test
    void an_inventory_of_the_command_line_that_is_not_there_is_no_fault_of_the_profile() {
        ProfileReader reader = new ProfileReader(Workspace.at(BadInput.ROOT), BadInput.CLOCK);

        assertThatThrownBy(() -> reader.read("other", Optional.of("plaze")))
                .hasMessage("there is no inventory 'plaze'; inventory/plaze.yaml is not there; try: place");
    }

    @Test
    void a_file_that_is_not_utf_8_is_a_problem() throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        Files.write(folder.resolve("profiles/latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe5, '\n'});
        ProfileReader reader = new ProfileReader(Workspace.at(folder), BadInput.CLOCK);

        assertThatThrownBy(() -> reader.read("latin", Optional.empty()))
                .hasMessageContaining("profiles/latin.yaml:1:1: the file is not UTF-8");
    }

    @Test
    void a_file_that_cannot_be_read_is_a_problem() throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        // a file that is there and may be opened, and fails when it is read, by root as well
        Path broken = Files.createSymbolicLink(folder.resolve("profiles/broken.yaml"), Path.of("/proc/self/mem"));
        ProfileReader reader = new ProfileReader(Workspace.at(folder), BadInput.CLOCK);

        assertThatThrownBy(() -> reader.read("broken", Optional.empty()))
                .hasMessage("profiles/broken.yaml:1:1: the file cannot be read; Input/output error; "
                        + "try: look at its permissions");
        Files.delete(broken);
    }

    @Test
    void where_there_is_no_profile_the_advice_is_to_write_one() throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        ProfileReader reader = new ProfileReader(Workspace.at(folder), BadInput.CLOCK);

        assertThatThrownBy(() -> reader.read("first", Optional.empty()))
                .hasMessage("there is no profile 'first'; profiles/first.yaml is not there; try: write it");
    }

    @Test
    void a_file_of_many_megabytes_is_a_problem_and_not_read() throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(folder.resolve("profiles/huge.yaml"), "pair: " + "x".repeat(5_000_000) + "\n");
        ProfileReader reader = new ProfileReader(Workspace.at(folder), BadInput.CLOCK);

        assertThatThrownBy(() -> reader.read("huge", Optional.empty()))
                .hasMessage("profiles/huge.yaml:1:1: the file is larger than 256 KiB; no profile or inventory is, and "
                        + "reading it could take for ever; try: ls -l profiles/huge.yaml");
    }
}
