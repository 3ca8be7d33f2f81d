<?php
/**
 * Plugin Name: Publish to Warta
 * Description: Sends posts to Warta when they are published or updated, and takes them out when they are trashed.
 * Version: 1.0.0
 * Requires at least: 5.6
 * Requires PHP: 7.4
 * License: MIT
 *
 * Put this file into wp-content/plugins/ and these lines into wp-config.php:
 *
 *   define('WARTA_URL', 'https://news.example');
 *   define('WARTA_TOKEN', 'warta_…');          // scopes: publish, and kill for withdrawals
 *   define('WARTA_PUBLISHER', 'republika');    // an id of Warta's sources.yaml
 *
 * A post may have custom fields: `warta_sources`, ids of the agencies that it came from, nearest first, such as
 * `reuters, antara`; and `warta_withdrawn`, a sentence for readers: then a post that is trashed is withdrawn for good.
 * The filters `warta_article` and `warta_post_types` change what is sent.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** When a request that failed is sent again, in seconds after the last time. */
const WARTA_RETRIES = [60, 300, 1800, 7200, 43200];

add_action('transition_post_status', function ($new_status, $old_status, $post) {
    warta_mark($post);
}, 10, 3);
add_action('before_delete_post', function ($id) {
    warta_mark(get_post($id));
});
add_action('shutdown', 'warta_flush');
add_action('warta_retry', 'warta_push', 10, 3);
add_action('admin_notices', 'warta_show_error');

/** Takes note of a post that changes. WordPress stores its terms and its picture later in the same request. */
function warta_mark($post): void
{
    if ($post && in_array($post->post_type, apply_filters('warta_post_types', ['post']), true)) {
        $GLOBALS['warta_changed'][$post->ID] = (bool) get_post_meta($post->ID, '_warta_sent', true);
    }
}

/** Sends what has changed, at the end of a request. */
function warta_flush(): void
{
    $changed = $GLOBALS['warta_changed'] ?? [];
    $GLOBALS['warta_changed'] = [];
    foreach ($changed as $id => $is_sent) {
        warta_push($id, $is_sent);
    }
}

/**
 * Makes Warta equal to what WordPress has of a post now. What is sent twice changes nothing, so it does not matter whether
 * an answer was lost. `$is_sent` says whether Warta may have the post already.
 */
function warta_push(int $id, bool $is_sent, int $attempt = 0): void
{
    $post = get_post($id);
    if ($post && $post->post_status === 'publish' && $post->post_password === '') {
        update_post_meta($id, '_warta_sent', '1');
        $answer = warta_request('PUT', "articles/$id", warta_article($post));
    } elseif (!$is_sent) {
        return;
    } elseif ($post && $post->post_status === 'trash' && warta_meta($id, 'warta_withdrawn') !== '') {
        $body = ['kind' => 'kill', 'reason' => warta_meta($id, 'warta_withdrawn')];
        $answer = warta_request('PUT', "articles/$id/withdrawal", $body);
    } else {
        $answer = warta_request('DELETE', "articles/$id");
    }
    if ($answer['error'] === '' && $post && $post->post_status !== 'publish') {
        delete_post_meta($id, '_warta_sent');
    }
    warta_settle($id, $attempt, $answer);
}

/** Sends a request. Returns its status, 0 where there was no answer, and what is wrong. */
function warta_request(string $method, string $path, ?array $body = null): array
{
    $answer = wp_remote_request(WARTA_URL . "/api/$path", [
        'method' => $method,
        'headers' => ['Authorization' => 'Bearer ' . WARTA_TOKEN, 'Content-Type' => 'application/json'],
        'body' => $body === null ? null : wp_json_encode($body),
        'timeout' => 15,
        'redirection' => 0,
    ]);
    if (is_wp_error($answer)) {
        return ['status' => 0, 'error' => $answer->get_error_message(), 'wait' => 0];
    }
    $status = (int) wp_remote_retrieve_response_code($answer);
    $problem = json_decode(wp_remote_retrieve_body($answer), true) ?: [];
    $faults = array_map(fn ($fault) => "{$fault['pointer']} {$fault['detail']}", $problem['errors'] ?? []);
    return [
        'status' => $status,
        'error' => $status < 300 ? '' : implode('; ', $faults ?: [$problem['detail'] ?? "It answered $status."]),
        'wait' => (int) wp_remote_retrieve_header($answer, 'retry-after'),
    ];
}

/** Takes note of an answer. What may work later is tried again; what Warta refuses is shown to the editor. */
function warta_settle(int $id, int $attempt, array $answer): void
{
    ['status' => $status, 'error' => $error, 'wait' => $wait] = $answer;
    if ($error === '') {
        delete_post_meta($id, '_warta_error');
        return;
    }
    update_post_meta($id, '_warta_error', $error);
    error_log("Warta: post $id: $error");
    if (($status === 0 || $status === 429 || $status >= 500) && isset(WARTA_RETRIES[$attempt])) {
        $time = time() + max($wait, WARTA_RETRIES[$attempt]);
        wp_schedule_single_event($time, 'warta_retry', [$id, true, $attempt + 1]);
    }
}

/** A post as Warta takes it. */
function warta_article(WP_Post $post): array
{
    // Blocks and shortcodes look for the post here.
    $GLOBALS['post'] = $post;
    setup_postdata($post);
    $body = apply_filters('the_content', $post->post_content);
    wp_reset_postdata();
    $article = [
        'title' => warta_plain($post->post_title),
        'language' => get_bloginfo('language'),
        'published' => get_post_datetime($post)->format(DATE_ATOM),
        'summary' => warta_plain($post->post_excerpt),
        'authors' => warta_authors($post),
        'publisher' => WARTA_PUBLISHER,
        'sources' => preg_split('/[\s,]+/', warta_meta($post->ID, 'warta_sources'), -1, PREG_SPLIT_NO_EMPTY),
        'original' => get_permalink($post),
        'image' => warta_image((int) get_post_thumbnail_id($post)),
        'tags' => warta_tags($post),
        // Addresses that begin with a slash are those of this site.
        'body' => preg_replace('#\b(href|src)=(["\'])/(?!/)#', '$1=$2' . home_url('/'), $body),
    ];
    $said = array_filter($article, fn ($value) => $value !== '' && $value !== []);
    return apply_filters('warta_article', $said, $post);
}

function warta_authors(WP_Post $post): array
{
    // Of the plugin Co-Authors Plus, where it is there.
    $authors = function_exists('get_coauthors') ? get_coauthors($post->ID) : [get_userdata($post->post_author)];
    $known = array_filter($authors, fn ($author) => $author && $author->display_name !== '');
    return array_values(array_map(
        fn ($author) => ['name' => warta_plain($author->display_name), 'role' => 'reporter'],
        $known,
    ));
}

/** The names of categories and tags, but for the category of posts that have none. */
function warta_tags(WP_Post $post): array
{
    $terms = array_merge(get_the_category($post->ID) ?: [], get_the_tags($post->ID) ?: []);
    $default = (int) get_option('default_category');
    $named = array_filter($terms, fn ($term) => $term->term_id !== $default);
    return array_values(array_unique(array_map(fn ($term) => warta_plain($term->name), $named)));
}

function warta_image(int $id): array
{
    $source = $id ? wp_get_attachment_image_src($id, 'full') : false;
    if (!$source) {
        return [];
    }
    [$url, $width, $height] = $source;
    $data = wp_get_attachment_metadata($id) ?: [];
    $image = [
        'url' => $url,
        'width' => (int) $width,
        'height' => (int) $height,
        'alt' => warta_plain(warta_meta($id, '_wp_attachment_image_alt')),
        'caption' => warta_plain(wp_get_attachment_caption($id) ?: ''),
        'credit' => warta_plain($data['image_meta']['credit'] ?? ''),
    ];
    return array_filter($image, fn ($value) => $value !== '' && $value !== 0);
}

function warta_meta(int $id, string $name): string
{
    return trim((string) get_post_meta($id, $name, true));
}

/** Text without markup and entities, on one line. */
function warta_plain(string $html): string
{
    $text = html_entity_decode(wp_strip_all_tags($html), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    return trim(preg_replace('/\s+/u', ' ', $text));
}

/** Tells the editor of a post what Warta has refused. */
function warta_show_error(): void
{
    $post = get_post();
    $error = $post ? warta_meta($post->ID, '_warta_error') : '';
    if ($error !== '') {
        printf('<div class="notice notice-error"><p>Warta: %s</p></div>', esc_html($error));
    }
}
