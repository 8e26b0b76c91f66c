package io.github.camelplivo.mdr.feed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a second feed away from a watermark file, in this process or another, by a lock file beside it. If a user
 * deletes the lock file, the feed that had it locks a new one, unless another feed has locked it first.
 */
final class WatermarkLock implements Closeable {

    /** In this process. A file lock knows the file by its inode, which a deleted and recreated file does not keep. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final Object DELETED = new Object();

    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable Object locked;
    /** Another feed has acquired the lock. */
    private boolean lost;
    private boolean closed;

    private WatermarkLock(Path file) {
        this.file = file;
    }

    /**
     * @param  file        of the lock, in a real directory
     * @return             {@code null} if another feed has the lock
     * @throws IOException if the lock file cannot be made
     */
    static @Nullable WatermarkLock take(Path file) throws IOException {
        if (!HELD.add(file)) {
            return null;
        }
        WatermarkLock lock = new WatermarkLock(file);
        boolean acquired = false;
        try {
            acquired = lock.lock();
            return acquired ? lock : null;
        } finally {
            if (!acquired) {
                HELD.remove(file);
            }
        }
    }

    /**
     * Whether this is still the only feed: the lock file is the one that was locked, or could be locked again. A lock
     * that another feed has acquired stays lost.
     *
     * @throws IOException if the lock file cannot be created again; a later call may succeed
     */
    synchronized boolean isHeld() throws IOException {
        return !lost && !closed && (channel != null && Objects.equals(locked, identity()) || lock());
    }

    /** Without a lock the channel is closed: another file may have the inode of the one that was locked. */
    private boolean lock() throws IOException {
        boolean acquired = false;
        try {
            do {
                FileChannel opened = openChannel();
                Object before = identity();
                lost = !tryLock(opened);
                locked = identity();
                acquired = !lost && locked != DELETED && Objects.equals(before, locked);
                // else it was deleted between the two
            } while (!acquired && !lost);
            return acquired;
        } finally {
            if (!acquired) {
                closeChannel();
            }
        }
    }

    private FileChannel openChannel() throws IOException {
        closeChannel();
        FileChannel opened = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PrivateFiles.attributes(file));
        channel = opened;
        return opened;
    }

    private static boolean tryLock(FileChannel opened) throws IOException {
        try {
            return opened.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The inode, which no other file has while this one is open; {@code null} where there are none. */
    private @Nullable Object identity() throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        } catch (NoSuchFileException e) {
            return DELETED;
        }
    }

    private void closeChannel() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            HELD.remove(file);
            closeChannel();
        }
    }
}
