/** The Bot API's limit for files that a bot sends (50 MB). */
export const maxUploadBytes = 50 * 1024 * 1024;

/** The Bot API's limit for files that a bot downloads (20 MB). */
export const maxDownloadBytes = 20 * 1024 * 1024;
