package io.github.camelplivo.mdr;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.feed.FileWatermarkStore;
import io.github.camelplivo.mdr.support.ChildJvm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The watermark's file among links, other users of the machine, second feeds and interrupts. */
@DisabledOnOs(OS.WINDOWS)
class WatermarkFileTest {

    /** Another process that opens the file, reports it, and keeps it open until it is killed. */
    static final class Holder {

        private Holder() {
        }

        public static void main(String[] arguments) throws IOException {
            FileWatermarkStore store = new FileWatermarkStore(Path.of(arguments[0]));
            store.save("of the other process");
            while (true) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                store.load();
            }
        }
    }

    @TempDir
    Path folder;

    private Path volume;
    private Path file;

    @BeforeEach
    void prepare() throws IOException {
        volume = Files.createDirectory(folder.resolve("volume"));
        file = folder.resolve("mdr.watermark");
    }

    @Test
    void followsALinkToAFileOnAVolumeAndLeavesItALink() throws Exception {
        Path target = volume.resolve("position");
        Files.writeString(target, "first\n");
        Files.createSymbolicLink(file, Path.of("volume/position"));

        try (FileWatermarkStore store = new FileWatermarkStore(file)) {
            assertThat(store.load()).contains("first");
            store.save("second");
            assertThat(store.load()).contains("second");
        }

        assertThat(file).isSymbolicLink();
        assertThat(target).hasContent("second\n");
    }

    @Test
    void createsTheTargetOfALink() throws Exception {
        Files.createSymbolicLink(file, volume.resolve("position"));

        try (FileWatermarkStore store = new FileWatermarkStore(file)) {
            assertThat(store.load()).isEmpty();
            store.save("line");
        }

        assertThat(volume.resolve("position")).hasContent("line\n");
    }

    /** A feed that silently started over in a directory that it created itself would be worse. */
    @Test
    void refusesALinkToAVolumeThatIsNotMounted() throws Exception {
        Files.createSymbolicLink(file, folder.resolve("unmounted/position"));

        assertThatThrownBy(() -> new FileWatermarkStore(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("watermarkFile " + file).hasMessageContaining("there is no directory")
                .hasMessageContaining("unmounted").hasMessageContaining("mount or make the directory");
    }

    @Test
    void refusesCyclicLinks() throws Exception {
        Files.createSymbolicLink(file, folder.resolve("other"));
        Files.createSymbolicLink(folder.resolve("other"), file);

        assertThatThrownBy(() -> new FileWatermarkStore(file)).hasMessageContaining("form a cycle");
    }

    /** Also if the second feed names the target by another path. */
    @Test
    void keepsASecondFeedOutOfTheTargetOfALink() throws Exception {
        Files.createSymbolicLink(file, volume.resolve("position"));
        Files.createSymbolicLink(folder.resolve("mount"), volume);

        try (FileWatermarkStore open = new FileWatermarkStore(file)) {
            assertThat(open.load()).isEmpty();
            assertThatThrownBy(() -> new FileWatermarkStore(volume.resolve("position")))
                    .hasMessageContaining("in use by another feed");
            assertThatThrownBy(() -> new FileWatermarkStore(folder.resolve("mount/position")))
                    .hasMessageContaining("in use by another feed");
        }
    }

    @Test
    void writesThroughNoPlantedLink() throws Exception {
        Path victim = folder.resolve("victim");
        Files.writeString(victim, "precious");
        Files.createSymbolicLink(folder.resolve("mdr.watermark.tmp"), victim);

        try (FileWatermarkStore store = new FileWatermarkStore(file)) {
            store.save("line");
        }

        assertThat(victim).hasContent("precious");
        assertThat(file).isRegularFile().hasContent("line\n");
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void makesNoLockThroughAPlantedLink() throws Exception {
        Path victim = folder.resolve("victim");
        Files.createSymbolicLink(folder.resolve("mdr.watermark.lock"), victim);

        assertThatThrownBy(() -> new FileWatermarkStore(file)).hasMessageContaining("watermarkFile " + file)
                .hasMessageContaining("cannot be locked");
        assertThat(victim).doesNotExist();
    }

    @Test
    void isReadableByItsOwnerAlone() throws Exception {
        FileStore fileStore = Files.getFileStore(folder);
        assertThat(fileStore.supportsFileAttributeView("posix")).isTrue();

        try (FileWatermarkStore store = new FileWatermarkStore(file)) {
            store.save("line");

            for (Path path : List.of(file, folder.resolve("mdr.watermark.lock"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aDeletedLockLetsNoSecondFeedOfThisProcessIn() throws Exception {
        try (FileWatermarkStore open = new FileWatermarkStore(file)) {
            Files.delete(folder.resolve("mdr.watermark.lock"));

            assertThatThrownBy(() -> new FileWatermarkStore(file)).hasMessageContaining("in use by another feed");
            open.save("line");
            assertThat(folder.resolve("mdr.watermark.lock")).exists();
        }
        new FileWatermarkStore(file).close();
    }

    @Test
    void afterADeletedLockOneOfTwoProcessesWritesAndTheOtherSaysSo() throws Exception {
        try (FileWatermarkStore open = new FileWatermarkStore(file)) {
            open.save("of this process");
            Files.delete(folder.resolve("mdr.watermark.lock"));
            try (ChildJvm other = ChildJvm.start(folder.resolve("output"), List.of("-Xmx32m"), Holder.class, file.toString())) {
                other.await(() -> content().equals("of the other process\n"), Duration.ofMinutes(1), "the other's first line");

                assertThatThrownBy(() -> open.save("of this process again")).isInstanceOf(IOException.class)
                        .hasMessageContaining("in use by another feed").hasMessageContaining("mdr.watermark.lock");
                assertThat(content()).isEqualTo("of the other process\n");
            }
            // also when the other has ended: its position is the newer one
            assertThatThrownBy(() -> open.save("of this process again")).hasMessageContaining("in use by another feed");
        }
    }

    /** Like a database's thread pool or Camel's shutdown, which may interrupt a write. */
    @Test
    void isWrittenDespiteManyInterrupts() throws Exception {
        Thread writer = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                writer.interrupt();
                LockSupport.parkNanos(500_000);
            }
        });
        interrupter.start();
        try (FileWatermarkStore store = new FileWatermarkStore(file)) {
            for (int i = 0; i < 50; i++) {
                store.save("line " + i);
            }
        } finally {
            interrupter.interrupt();
            while (interrupter.isAlive()) {
                LockSupport.parkNanos(100_000);
            }
            Thread.interrupted();
        }

        assertThat(file).hasContent("line 49\n");
    }

    @Test
    void namesOptionPathAndRemedyWhereTheDirectoryCannotBeMade() throws Exception {
        Files.writeString(folder.resolve("a-file"), "");

        assertThatThrownBy(() -> new FileWatermarkStore(folder.resolve("a-file/data/mdr.watermark")))
                .isInstanceOf(IOException.class).hasMessageStartingWith("watermarkFile " + folder.resolve("a-file/data"))
                .hasMessageContaining("user " + System.getProperty("user.name"))
                .hasMessageContaining("set watermarkFile to a file elsewhere");
    }

    @Test
    void namesOptionPathAndRemedyWhereTheDirectoryIsGone() throws Exception {
        Path data = folder.resolve("data");
        try (FileWatermarkStore store = new FileWatermarkStore(data.resolve("mdr.watermark"))) {
            Files.delete(data.resolve("mdr.watermark.lock"));
            Files.delete(data);

            assertThatThrownBy(() -> store.save("line")).isInstanceOf(IOException.class)
                    .hasMessageContaining("watermarkFile " + data.resolve("mdr.watermark") + " cannot be written")
                    .hasMessageContaining("writable")
                    // as logs and health show it
                    .extracting(Causes::text).asString().endsWith("or set watermarkFile to a file elsewhere");
        }
    }

    @Test
    void writesAgainOnceTheDirectoryIsBack() throws Exception {
        Path data = folder.resolve("data");
        try (FileWatermarkStore store = new FileWatermarkStore(data.resolve("mdr.watermark"))) {
            Files.delete(data.resolve("mdr.watermark.lock"));
            Files.delete(data);
            for (int poll = 0; poll < 2; poll++) {
                assertThatThrownBy(() -> store.save("line")).hasMessageContaining("cannot be written")
                        .hasMessageNotContaining("another feed");
            }

            Files.createDirectory(data);
            store.save("line");

            assertThat(data.resolve("mdr.watermark")).hasContent("line\n");
        }
    }

    @Test
    void writesAgainOnceTheLockFileCanBeMade() throws Exception {
        Path lock = folder.resolve("mdr.watermark.lock");
        try (FileWatermarkStore store = new FileWatermarkStore(file)) {
            Files.delete(lock);
            Files.createSymbolicLink(lock, folder.resolve("elsewhere"));
            for (int poll = 0; poll < 2; poll++) {
                assertThatThrownBy(() -> store.save("line")).hasMessageContaining("cannot be written")
                        .hasMessageNotContaining("another feed");
            }

            Files.delete(lock);
            store.save("line");

            assertThat(file).hasContent("line\n");
            assertThatThrownBy(() -> new FileWatermarkStore(file)).hasMessageContaining("in use by another feed");
        }
    }

    /** The next user may have locked the file by then. */
    @Test
    void isNotLockedAgainOnceItIsClosed() throws Exception {
        FileWatermarkStore closed = new FileWatermarkStore(file);
        closed.close();

        assertThatThrownBy(() -> closed.save("line")).isInstanceOf(IOException.class);

        assertThat(file).doesNotExist();
        new FileWatermarkStore(file).close();
    }

    private String content() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
