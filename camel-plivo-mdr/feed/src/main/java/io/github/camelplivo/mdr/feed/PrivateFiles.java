package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, which even an interrupted thread writes to the disk. */
final class PrivateFiles {

    private interface Operation {

        void run() throws IOException;
    }

    private PrivateFiles() {
    }

    /** Attributes of a new file: 0600 where the file system has permissions. */
    static FileAttribute<?>[] attributes(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Writes a new file and forces it to the disk. It replaces an existing file of this name, and does not follow a
     * link.
     */
    static void write(Path file, byte[] content) throws IOException {
        uninterrupted(() -> {
            Files.deleteIfExists(file);
            try (FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    attributes(file))) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
        });
    }

    /** Forces the entries of a directory to the disk, so that a rename survives a power failure. */
    static void forceDirectory(Path directory) throws IOException {
        if (!isPosix(directory)) {
            // Windows cannot open a directory
            return;
        }
        uninterrupted(() -> {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        });
    }

    /**
     * Camel stops a consumer by interrupting its thread, and an interrupt closes the channel in the middle of a write.
     * This method then repeats the write, and restores the interrupt for its callers.
     */
    private static void uninterrupted(Operation operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    operation.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
