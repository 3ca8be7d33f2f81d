<?php
// As much of WordPress as the plugin docs/examples/warta-publish.php asks for, in the order in which WordPress does it: the
// status of a post changes before its terms and its picture are stored. `php wordpress.php STATE STEP` does a step, which is
// JSON, and keeps everything in the file STATE.

[, $file, $step] = $argv;
define('ABSPATH', __DIR__);
define('WARTA_URL', getenv('WARTA_URL'));
define('WARTA_TOKEN', getenv('WARTA_TOKEN'));
define('WARTA_PUBLISHER', 'republika');
date_default_timezone_set('UTC');

class WP_Post
{
    public int $ID;
    public string $post_type = 'post';
    public string $post_status = 'draft';
    public string $post_password = '';
    public string $post_title = '';
    public string $post_excerpt = '';
    public string $post_content = '';
    public string $post_date = '2022-09-20T12:32:00+07:00';
    public int $post_author = 1;
    public array $terms = [];

    public function __construct(array $fields)
    {
        foreach ($fields as $name => $value) {
            $this->$name = $value;
        }
    }
}

class WP_Error
{
    public function get_error_message(): string
    {
        return 'cURL error 7: Failed to connect';
    }
}

$state = file_exists($file) ? json_decode(file_get_contents($file), true) : ['posts' => [], 'meta' => [], 'cron' => []];
$hooks = [];

function add_action(string $name, callable|string $run, int $priority = 10, int $arguments = 1): void
{
    $GLOBALS['hooks'][$name][] = [$run, $arguments];
}
function do_action(string $name, ...$given): void
{
    foreach ($GLOBALS['hooks'][$name] ?? [] as [$run, $arguments]) {
        $run(...array_slice($given, 0, $arguments));
    }
}
function apply_filters(string $name, $value)
{
    return $name === 'the_content' ? '<p>' . str_replace("\n\n", '</p><p>', $value) . '</p>' : $value;
}
function get_post($post = null): ?WP_Post
{
    $found = $GLOBALS['state']['posts'][$post instanceof WP_Post ? $post->ID : ($post ?? $GLOBALS['shown'] ?? 0)] ?? null;
    return $found ? new WP_Post($found) : null;
}
function get_post_meta(int $id, string $name, bool $single)
{
    return $GLOBALS['state']['meta'][$id][$name] ?? '';
}
function update_post_meta(int $id, string $name, $value): void
{
    $GLOBALS['state']['meta'][$id][$name] = $value;
}
function delete_post_meta(int $id, string $name): void
{
    unset($GLOBALS['state']['meta'][$id][$name]);
}
function wp_json_encode($value): string
{
    return json_encode($value);
}
function wp_remote_request(string $url, array $asked)
{
    $headers = array_map(fn ($name, $value) => "$name: $value", array_keys($asked['headers']), $asked['headers']);
    $http = ['method' => $asked['method'], 'header' => $headers, 'ignore_errors' => true, 'follow_location' => 0];
    $content = $asked['body'] === null ? [] : ['content' => $asked['body']];
    $body = @file_get_contents($url, false, stream_context_create(['http' => $http + $content]));
    if ($body === false) {
        return new WP_Error();
    }
    preg_match('/ (\d+)/', $http_response_header[0], $status);
    return ['status' => $status[1], 'headers' => $http_response_header, 'body' => $body];
}
function is_wp_error($value): bool
{
    return $value instanceof WP_Error;
}
function wp_remote_retrieve_response_code(array $answer)
{
    return $answer['status'];
}
function wp_remote_retrieve_body(array $answer): string
{
    return $answer['body'];
}
function wp_remote_retrieve_header(array $answer, string $name): string
{
    $found = preg_grep("/^$name:/i", $answer['headers']);
    return $found ? trim(explode(':', reset($found), 2)[1]) : '';
}
function wp_schedule_single_event(int $time, string $hook, array $arguments): void
{
    $GLOBALS['state']['cron'][] = ['in' => $time - time(), 'hook' => $hook, 'arguments' => $arguments];
}
function get_bloginfo(string $name): string
{
    return 'id-ID';
}
function get_post_datetime(WP_Post $post): DateTimeImmutable
{
    return new DateTimeImmutable($post->post_date);
}
function get_permalink(WP_Post $post): string
{
    return "https://blog.example/?p={$post->ID}";
}
function home_url(string $path): string
{
    return "https://blog.example$path";
}
function setup_postdata(WP_Post $post): void
{
}
function wp_reset_postdata(): void
{
}
function get_userdata(int $id): object
{
    return (object) ['display_name' => 'Lintar &amp; Satria'];
}
function get_the_category(int $id): array
{
    return terms($id, 'category');
}
function get_the_tags(int $id): array
{
    return terms($id, 'tag');
}
function terms(int $id, string $kind): array
{
    $names = get_post($id)->terms[$kind] ?? [];
    return array_map(fn ($name) => (object) ['term_id' => $name === 'Tak Berkategori' ? 1 : 2, 'name' => $name], $names);
}
function get_option(string $name): string
{
    return '1';
}
function get_post_thumbnail_id(WP_Post $post)
{
    return get_post_meta($post->ID, '_thumbnail_id', true) ?: 0;
}
function wp_get_attachment_image_src(int $id, string $size): array
{
    return ['https://blog.example/wp-content/uploads/a.jpg', 1200, 800, false];
}
function wp_get_attachment_metadata(int $id): array
{
    return ['image_meta' => ['credit' => 'Budi/Antara']];
}
function wp_get_attachment_caption(int $id): string
{
    return 'Panen &#8220;raya&#8221;';
}
function wp_strip_all_tags(string $html): string
{
    return strip_tags($html);
}
function esc_html(string $text): string
{
    return htmlspecialchars($text);
}

require __DIR__ . '/../../docs/examples/warta-publish.php';

['does' => $does] = $asked = json_decode($step, true);
$id = $asked['id'] ?? 41;
if ($does === 'save') {
    $before = $state['posts'][$id]['post_status'] ?? 'new';
    $terms = $asked['post']['terms'] ?? $state['posts'][$id]['terms'] ?? [];
    unset($asked['post']['terms']);
    $state['posts'][$id] = $asked['post'] + ($state['posts'][$id] ?? []) + ['ID' => $id];
    do_action('transition_post_status', $state['posts'][$id]['post_status'], $before, get_post($id));
    $state['posts'][$id]['terms'] = $terms;
    $state['meta'][$id] = ($asked['meta'] ?? []) + ($state['meta'][$id] ?? []);
} elseif ($does === 'delete') {
    do_action('before_delete_post', $id);
    unset($state['posts'][$id], $state['meta'][$id]);
} elseif ($does === 'cron') {
    $due = $state['cron'];
    $state['cron'] = [];
    foreach ($due as ['hook' => $hook, 'arguments' => $arguments]) {
        do_action($hook, ...$arguments);
    }
}
do_action('shutdown');
$GLOBALS['shown'] = $id;
ob_start();
do_action('admin_notices');
$notice = ob_get_clean();
file_put_contents($file, json_encode($state));
echo json_encode(['notice' => $notice, 'cron' => $state['cron'], 'meta' => $state['meta'][$id] ?? []]);
